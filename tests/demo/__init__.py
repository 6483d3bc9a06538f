"""The tour tells the truth about itself."""
