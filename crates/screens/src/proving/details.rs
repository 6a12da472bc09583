//! Finding a person's NHS record: D1 to D17 and X10. Journeys 1.7 and 2.5.
