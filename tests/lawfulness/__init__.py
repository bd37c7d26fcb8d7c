"""What the law asks of the service, by number and by case: each walked through the deeds, on both databases."""
