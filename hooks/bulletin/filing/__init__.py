"""The notice for filing: from a bulletin to a PDF, and back from the PDF to whether it is what it says."""
