//! Proving who you are with GP online details: G1 to G8. Journeys 1.8 and 2.8.
