//! Reads our own pages: a flat list of tags, enough to check attributes and ids.

/// One tag with the text that follows it.
pub(crate) struct Tag {
    /// Lower-case name; end tags start with a slash.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    /// Text up to the next tag.
    pub(crate) text: String,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(key, _)| key.as_str())
    }
}

/// Every tag of a document, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (inside, after) = split_tag(&rest[start + 1..]);
        let text_end = after.find('<').unwrap_or(after.len());
        let (name, attributes) = parse(inside);
        found.push(Tag { name, attributes, text: after[..text_end].trim().to_owned() });
        rest = after;
    }
    found
}

/// The tag's inside and what follows it; a `>` inside quotes does not end a tag.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (place, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[..place], &text[place + 1..]),
            _ => {}
        }
    }
    panic!("a tag does not end")
}

fn parse(inside: &str) -> (String, Vec<(String, String)>) {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_lowercase(), attributes);
        }
        let key_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..key_end].to_lowercase();
        rest = &rest[key_end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("an attribute's value ends");
            quoted[..end].clone_into(&mut value);
            rest = &quoted[end + 1..];
        }
        attributes.push((key, value));
    }
}

/// The text of the first element with this name, its inner tags left out.
pub(crate) fn text_of(tags: &[Tag], name: &str) -> String {
    let end = format!("/{name}");
    let inside = tags.iter().skip_while(|tag| tag.name != name).take_while(|tag| tag.name != end);
    inside.map(|tag| tag.text.as_str()).collect::<Vec<_>>().join(" ").trim().to_owned()
}
