//! Using the ID checks of a GP surgery: V1 to V7. Journeys 1.8 and 2.6.
