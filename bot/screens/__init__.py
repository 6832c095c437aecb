"""What people see: rows become a text and the buttons under it. Nothing here asks the store or Telegram."""
