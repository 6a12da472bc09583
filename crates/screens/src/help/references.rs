//! The references that people may meet, for the help article about errors. Journeys 3.

/// Reference, what it means, what to do.
pub(crate) const REFERENCES: [(&str, &str, &str); 10] = [
    ("CID0001", "There is a technical problem", "Go back to the website or app and try again"),
    ("CID0002", "We are very busy, or not available", "Try again later"),
    ("CID0404", "The page does not exist", "Go back to the website or app and try again"),
    ("CID1004", "We do not know which website or app you want to use", "Start again from the website or app"),
    ("CID2001", "You have not proved who you are yet", "Go back to the website or app"),
    ("CID2012", "Your login has been disabled", "Contact us"),
    ("CID2013", "The details that you gave us do not match", "Contact us"),
    (
        "CID2014",
        "We are looking into a problem with your login",
        "Wait for our email, usually within 2 working days",
    ),
    ("CID2024", "The website or app did not tell us its name", "Start again from the website or app"),
    ("CID3001", "You cannot use your phone to log in", "Contact us"),
];
