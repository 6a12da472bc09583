//! A page as a person sees it: headings, forms, errors.

use scraper::{ElementRef, Html, Selector};

/// An answer with HTML in it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address, path and query only.
    pub address: String,
    /// The HTTP status.
    pub status: u16,
    /// The source.
    pub html: String,
}

/// A form of a page, ready to be sent.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Its fields with what they hold, in order; files and unticked boxes are left out.
    pub fields: Vec<(String, String)>,
    /// The names of its file inputs; none unless it is sent as `multipart/form-data`.
    pub files: Vec<String>,
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|_| panic!("not a selector: {text}"))
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }

    fn texts(&self, of: &str) -> Vec<String> {
        self.document().select(&selector(of)).map(text_of).collect()
    }

    /// The main heading.
    #[must_use]
    pub fn heading(&self) -> String {
        self.texts("h1").into_iter().next().unwrap_or_default()
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> String {
        self.texts("title").into_iter().next().unwrap_or_default()
    }

    /// All text of the page.
    #[must_use]
    pub fn text(&self) -> String {
        self.texts("main").join(" ")
    }

    /// The lines of the error summary.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        self.texts(".nhsuk-error-summary__list li")
    }

    /// The form that has a button with this text.
    #[must_use]
    pub fn form(&self, button: &str) -> Form {
        let document = self.document();
        for form in document.select(&selector("form")) {
            for pressed in form.select(&selector("button")) {
                if text_of(pressed) == button {
                    return read_form(form, pressed);
                }
            }
        }
        panic!("no button {button:?} on:\n{}", self.describe());
    }

    /// The name of the field with this label.
    #[must_use]
    pub fn field(&self, label: &str) -> String {
        let document = self.document();
        for found in document.select(&selector("label")) {
            if text_of(found) == label {
                let id = found.value().attr("for").unwrap_or_default();
                let field = document.select(&selector(&format!("[id='{id}']"))).next();
                return field.and_then(|field| field.value().attr("name")).unwrap_or_default().to_owned();
            }
        }
        panic!("no field {label:?} on:\n{}", self.describe());
    }

    /// Where the link with this text leads.
    #[must_use]
    pub fn link(&self, text: &str) -> String {
        let document = self.document();
        for link in document.select(&selector("a")) {
            if text_of(link) == text {
                return link.value().attr("href").unwrap_or_default().to_owned();
            }
        }
        panic!("no link {text:?} on:\n{}", self.describe());
    }

    /// What a failing test prints.
    #[must_use]
    pub fn describe(&self) -> String {
        format!(
            "{} {} ({})\n{}\nerrors: {:?}",
            self.status,
            self.address,
            self.title(),
            self.text(),
            self.errors()
        )
    }
}

fn read_form(form: ElementRef<'_>, pressed: ElementRef<'_>) -> Form {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let multipart = form.value().attr("enctype") == Some("multipart/form-data");
    for field in form.select(&selector("input, textarea, select")) {
        let element = field.value();
        let Some(name) = element.attr("name") else { continue };
        let kind = element.attr("type").unwrap_or("text");
        if kind == "file" {
            assert!(multipart, "a file input in a form that sends no files");
            files.push(name.to_owned());
            continue;
        }
        if matches!(kind, "checkbox" | "radio") && element.attr("checked").is_none() {
            continue;
        }
        let value = match element.name() {
            "textarea" => field.text().collect(),
            _ => element.attr("value").unwrap_or_default().to_owned(),
        };
        fields.push((name.to_owned(), value));
    }
    if let Some(name) = pressed.value().attr("name") {
        fields.push((name.to_owned(), pressed.value().attr("value").unwrap_or_default().to_owned()));
    }
    let action = pressed.value().attr("formaction").or(form.value().attr("action")).unwrap_or_default();
    Form { action: action.to_owned(), fields, files }
}
