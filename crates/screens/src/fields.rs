//! The names (and ids) of the form fields, for the doors that parse them. Journeys 2 and 5.6.

/// Proof that the form came from our own page; hidden in every form.
pub const CSRF: &str = "csrf";
/// Email address, and the hidden user name beside a password.
pub const EMAIL: &str = "email";
/// Password.
pub const PASSWORD: &str = "password";
/// The password once more.
pub const CONFIRM_PASSWORD: &str = "confirmPassword";
/// Six-digit security code.
pub const CODE: &str = "code";
/// Tick box, value `yes`: remember this device.
pub const REMEMBER: &str = "remember";
/// UK mobile number.
pub const MOBILE: &str = "phoneNumber";
/// Tick box, value `yes`: the number is an international one.
pub const INTERNATIONAL: &str = "international";
/// International mobile number, read only when [`INTERNATIONAL`] is ticked.
pub const INTERNATIONAL_NUMBER: &str = "internationalNumber";
/// UK landline number.
pub const LANDLINE: &str = "landline";
/// Radios: how the code is sent, [`CHANNEL_TEXT`] or [`CHANNEL_CALL`].
pub const CHANNEL: &str = "channel";
/// Value of [`CHANNEL`]: a text message to the mobile.
pub const CHANNEL_TEXT: &str = "text";
/// Value of [`CHANNEL`]: a call to the landline.
pub const CHANNEL_CALL: &str = "call";
/// Radios of "You did not agree": [`CHOICE_BACK`] or [`CHOICE_LEAVE`].
pub const CHOICE: &str = "choice";
/// Value of [`CHOICE`]: go back and agree.
pub const CHOICE_BACK: &str = "back";
/// Value of [`CHOICE`]: go on without sharing.
pub const CHOICE_LEAVE: &str = "leave";
/// Contact form: the writer's name.
pub const NAME: &str = "name";
/// Contact form: radios of the service used.
pub const SERVICE: &str = "service";
/// Contact form: radios of the kind of problem.
pub const PROBLEM: &str = "problem";
/// Contact form: what happened.
pub const MESSAGE: &str = "message";
/// Contact form and "Explain this error": the reference of an error page.
pub const REFERENCE: &str = "reference";
/// Operator pages: the incident number that an act is done for.
pub const INCIDENT: &str = "incident";
/// Value of a tick box that is ticked, and of [`CONFIRM`].
pub const YES: &str = "yes";
/// Keys: days until a key is published.
pub const PUBLISH_DAYS: &str = "publishDays";
/// Keys: days from then until it signs.
pub const SIGN_DAYS: &str = "signDays";
/// Keys, tick box, value [`YES`]: announced days are not waited for.
pub const EMERGENCY: &str = "emergency";
/// Keys: a client ID.
pub const CLIENT: &str = "client";
/// Keys: how long a rehearsal lasts.
pub const MINUTES: &str = "minutes";
/// Operator pages: a new password, beside the one of now.
pub const NEW_PASSWORD: &str = "newPassword";
/// Operator pages: a code of the new authenticator app.
pub const NEW_CODE: &str = "newCode";
/// Operator pages: the group of ticks of roles; each tick is `role_` and the role's name.
pub const ROLES: &str = "roles";
/// Operator pages: what names one of one's own sessions.
pub const SESSION: &str = "session";
/// Alerts: the group of ticks of what has the problem; each tick is `part_` and its name.
pub const PARTS: &str = "parts";
/// Alerts, radios: the name of a level.
pub const LEVEL: &str = "level";
/// Alerts, radios: [`CHOICE_YES`] or [`CHOICE_NO`].
pub const PLANNED: &str = "planned";
/// Alerts, radios: [`CHOICE_YES`] or [`CHOICE_NO`].
pub const END_KNOWN: &str = "endKnown";
/// Alerts: the day of the end.
pub const END_DAY: &str = "endDay";
/// Alerts: the month of the end.
pub const END_MONTH: &str = "endMonth";
/// Alerts: the year of the end.
pub const END_YEAR: &str = "endYear";
/// Alerts: the time of the end, hours and minutes.
pub const END_TIME: &str = "endTime";
/// Service level, radios: [`CHOICE_YES`] or [`CHOICE_NO`].
pub const OVER_A_DAY: &str = "overADay";
/// Service level: whole days.
pub const DAYS: &str = "days";
/// Service level: whole hours.
pub const HOURS: &str = "hours";
/// Service level, radios: the name of a message.
pub const SERVICE_MESSAGE: &str = "message";
/// Automation: percent.
pub const SHARE: &str = "share";
/// Email domains: one to look for.
pub const DOMAIN: &str = "domain";
/// Email domains: a list with commas.
pub const DOMAINS: &str = "domains";
/// Audit log: an account's identifier.
pub const AUDIT_ACCOUNT: &str = "account";
/// Audit log: what an operator logs in with.
pub const AUDIT_OPERATOR: &str = "operator";
/// Audit log: an event by its name in storage.
pub const AUDIT_EVENT: &str = "event";
/// Audit log: the first day.
pub const AUDIT_FROM_DAY: &str = "fromDay";
/// Audit log: its month.
pub const AUDIT_FROM_MONTH: &str = "fromMonth";
/// Audit log: its year.
pub const AUDIT_FROM_YEAR: &str = "fromYear";
/// Audit log: the last day.
pub const AUDIT_TO_DAY: &str = "toDay";
/// Audit log: its month.
pub const AUDIT_TO_MONTH: &str = "toMonth";
/// Audit log: its year.
pub const AUDIT_TO_YEAR: &str = "toYear";
/// Audit log: the event after which a page begins.
pub const AUDIT_AFTER: &str = "after";
/// Audit log: the form of a file, [`FORMAT_CSV`] or [`FORMAT_JSONL`].
pub const AUDIT_FORMAT: &str = "format";
/// Value of [`AUDIT_FORMAT`]: comma-separated values.
pub const FORMAT_CSV: &str = "csv";
/// Value of [`AUDIT_FORMAT`]: JSON, one object a line.
pub const FORMAT_JSONL: &str = "jsonl";
/// Sandbox outbox: whose messages are shown.
pub const RECIPIENT: &str = "to";

/// Request inspector: an authorization request.
pub const REQUEST: &str = "request";
/// Request inspector: a client assertion.
pub const ASSERTION: &str = "assertion";
/// Request inspector: which of the last requests.
pub const RECENT: &str = "recent";
/// Link builder, radios: a redirect URI.
pub const REDIRECT_URI: &str = "redirect_uri";
/// Link builder, radios: `prompt`.
pub const PROMPT: &str = "prompt";

/// D2, radios: whether the NHS number is known, [`CHOICE_YES`] or [`CHOICE_NO`].
pub const KNOWS_NHS_NUMBER: &str = "know";
/// NHS number; on D2 read only when [`KNOWS_NHS_NUMBER`] says yes.
pub const NHS_NUMBER: &str = "nhsNumber";
/// D3: first name.
pub const FIRST_NAME: &str = "firstName";
/// D3: middle names, may be empty.
pub const MIDDLE_NAME: &str = "middleName";
/// D3: last name.
pub const LAST_NAME: &str = "lastName";
/// D4: the day of birth.
pub const BIRTH_DAY: &str = "birthDay";
/// D4: the month of birth, a number or its name.
pub const BIRTH_MONTH: &str = "birthMonth";
/// D4: the year of birth.
pub const BIRTH_YEAR: &str = "birthYear";
/// D5: postcode.
pub const POSTCODE: &str = "postcode";
/// Value of a yes-or-no question.
pub const CHOICE_YES: &str = "yes";
/// Value of a yes-or-no question.
pub const CHOICE_NO: &str = "no";
/// Value of a question that can be answered with "I do not know".
pub const CHOICE_UNSURE: &str = "unsure";
/// Value of [`CHOICE`] on D8: some of the details are wrong.
pub const CHOICE_SOME_WRONG: &str = "some-wrong";
/// Value of [`CHOICE`] on D10: prove who you are another way.
pub const CHOICE_PROVE: &str = "prove";
/// Value of [`CHOICE`] on D10: enter the details again.
pub const CHOICE_AGAIN: &str = "again";
/// G3: linkage key.
pub const LINKAGE_KEY: &str = "linkageKey";
/// G3: ODS code.
pub const ODS_CODE: &str = "odsCode";
/// G3: account ID.
pub const ACCOUNT_ID: &str = "accountId";
/// Value of [`CHOICE`] before going to the GP surgery: signed up, but without the 3 details.
pub const CHOICE_NO_DETAILS: &str = "no-details";
/// Value of [`CHOICE`] before going to the GP surgery: never signed up.
pub const CHOICE_NEVER: &str = "never";
/// I2, radios: whether photo ID is at hand, [`CHOICE_YES`], [`CHOICE_NOT_HERE`] or [`CHOICE_NO`].
pub const HAVE_PHOTO_ID: &str = "havePhotoId";
/// Value of [`HAVE_PHOTO_ID`]: yes, but not with me.
pub const CHOICE_NOT_HERE: &str = "not-here";
/// I5, radios: the name of a document, or [`CHOICE_OTHER`].
pub const DOCUMENT: &str = "document";
/// Value of [`DOCUMENT`]: one of the documents of [`OTHER_DOCUMENT`].
pub const CHOICE_OTHER: &str = "other";
/// I5, radios: the name of another document; read only when [`DOCUMENT`] says so.
pub const OTHER_DOCUMENT: &str = "otherDocument";
/// I6, radios: [`CHOICE_NOW`] or [`CHOICE_UPLOAD`].
pub const PHOTO_WAY: &str = "photoWay";
/// Value of [`PHOTO_WAY`]: with this device's camera.
pub const CHOICE_NOW: &str = "now";
/// Value of [`PHOTO_WAY`]: a file that is there already.
pub const CHOICE_UPLOAD: &str = "upload";
/// I20, radios: [`CHOICE_OWN`] or [`CHOICE_OTHER`], where a link to another device goes.
pub const LINK_TO: &str = "linkTo";
/// Value of [`LINK_TO`]: the account's mobile number.
pub const CHOICE_OWN: &str = "own";
/// I7, file: a photo of one side of the document.
pub const PHOTO: &str = "photo";
/// Value of [`CHOICE`] on I8, blurred: the text is clear.
pub const CHOICE_CLEAR: &str = "clear";
/// Value of [`CHOICE`] on I8, blurred: it is hard to take or check a photo.
pub const CHOICE_HARD: &str = "hard";
/// I9: how the face is shown, [`FACE_SCAN`] or [`FACE_VIDEO`].
pub const FACE_WAY: &str = "faceWay";
/// Value of [`FACE_WAY`]: a scan in the page.
pub const FACE_SCAN: &str = "scan";
/// Value of [`FACE_WAY`]: a video.
pub const FACE_VIDEO: &str = "video";
/// I11, file: the pictures of a face scan, filled in by script.
pub const SCAN: &str = "scan";
/// I13, radios: the name of a way to give the four digits.
pub const VIDEO_METHOD: &str = "videoMethod";
/// I14, file: the video.
pub const VIDEO: &str = "video";
/// Case page, hidden: the version that a decision is checked against.
pub const VERSION: &str = "version";
/// Case page, radios: [`DECISION_APPROVE`], [`DECISION_DECLINE`] or [`DECISION_HOLD`].
pub const DECISION: &str = "decision";
/// Value of [`DECISION`]: approve.
pub const DECISION_APPROVE: &str = "approve";
/// Value of [`DECISION`]: decline.
pub const DECISION_DECLINE: &str = "decline";
/// Value of [`DECISION`]: move to the holding list.
pub const DECISION_HOLD: &str = "hold";
/// Case page, tick box, value `yes`: it has passed all checks.
pub const CONFIRM: &str = "confirm";
/// Case page: the name of the reason to decline.
pub const DECLINE_REASON: &str = "declineReason";
/// Case page: the note beside it.
pub const DECLINE_NOTE: &str = "declineNote";
/// Case page: the name of the reason to hold.
pub const HOLDING_REASON: &str = "holdingReason";
/// Case page: the note beside it.
pub const HOLDING_NOTE: &str = "holdingNote";
/// Holding list, tick boxes: verification IDs.
pub const CASE: &str = "case";
/// Reassigning, radios: the identifier of a colleague.
pub const COLLEAGUE: &str = "colleague";
/// Audit, radios: [`CHOICE_YES`] or [`CHOICE_NO`].
pub const AGREE: &str = "agree";
/// Audit: why.
pub const NOTE: &str = "note";
/// Finding a person, radios: the name of a kind of search.
pub const BY: &str = "by";
/// Finding a person: the whole of what is looked for.
pub const TERM: &str = "term";
/// Acts on an account, radios: the name of a reason.
pub const REASON: &str = "reason";
/// Cleansing an account, tick box, value `yes`: the phone numbers go as well.
pub const REMOVE_PHONES: &str = "removePhones";

/// Client list, in the query: what is looked for.
pub const SEARCH: &str = "q";
/// Client registration: the client ID.
pub const CLIENT_ID: &str = "clientId";
/// Client registration: the name people see.
pub const CLIENT_NAME: &str = "clientName";
/// Client registration, tick box: sentences say "the" before the name.
pub const TAKES_THE: &str = "takesThe";
/// Client registration: terms of use.
pub const TERMS_URL: &str = "termsUrl";
/// Client registration: privacy policy.
pub const PRIVACY_URL: &str = "privacyUrl";
/// Client registration: whom to write to.
pub const CLIENT_CONTACT: &str = "clientContact";
/// Client registration: redirect URIs, one a line.
pub const REDIRECT_URIS: &str = "redirectUris";
/// Client registration: onward origins, one a line.
pub const ONWARD_ORIGINS: &str = "onwardOrigins";
/// Client registration: a public key as pasted.
pub const KEY_TEXT: &str = "keyText";
/// Client registration: a key ID.
pub const KEY_ID: &str = "keyId";
/// Client registration and link builder, tick boxes: scopes.
pub const SCOPE: &str = "scope";
/// Client registration and link builder, tick boxes: vectors.
pub const VECTOR: &str = "vector";
/// Client registration: the vectors of a request that names none.
pub const DEFAULT_VTR: &str = "defaultVtr";
/// Client registration, tick box: refresh tokens.
pub const REFRESH_TOKENS: &str = "refreshTokens";
/// Client registration, tick box: GP credentials.
pub const IM1: &str = "im1";
/// Client registration, tick box: single sign-on.
pub const SSO: &str = "sso";
/// Client registration: single sign-on partners, one a line.
pub const SSO_PARTNERS: &str = "ssoPartners";
/// Client registration, tick box: newcomers may register.
pub const REGISTRATION: &str = "registration";
/// Client registration, tick box: the nonce may be left out.
pub const NONCE_OPTIONAL: &str = "nonceOptional";
/// Client registration, radios: the issuer.
pub const ISSUER: &str = "issuer";
