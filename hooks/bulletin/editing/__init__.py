"""Sources as editors write them: begun, put in order, amended, completed by other programs."""
