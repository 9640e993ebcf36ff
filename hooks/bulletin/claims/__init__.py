"""Chinese prose -> claims: what it says of how many, checked against itself."""
