"""What stands in a text: the one room that reads sentences, numbers, dates, masks, places, organisations, persons."""
