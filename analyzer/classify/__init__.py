"""What a mail is: a verdict for each email."""
