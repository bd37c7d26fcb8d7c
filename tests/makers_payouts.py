"""What the form of a proposal is told of a payment that can still be annulled."""

# Asked for where the grant is paid before the time for appeal has run out: as the days fall when this is run.
PAYOUT = {
    "payout_can_be_undone": "yes",
    "payout_undoing": "Det som har betalats ut krävs tillbaka inom en månad.",
}
