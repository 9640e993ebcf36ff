"""What is declared, itemised and stated, held against each other."""
