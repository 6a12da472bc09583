//! What every page can do: say its heading, its status and its HTML.

use std::borrow::Cow;

use askama::DynTemplate;

use crate::errors::Errors;

/// A page that can be shown.
pub trait Page: DynTemplate {
    /// The page's only `h1`, and the first part of its title.
    fn heading(&self) -> Cow<'_, str>;

    /// The problems of its form.
    fn errors(&self) -> &Errors {
        Errors::none()
    }

    /// The HTTP status it is sent with: 422 when its form has problems. Journeys 5.4.
    fn status(&self) -> u16 {
        if self.errors().is_empty() { 200 } else { 422 }
    }

    /// Seconds for a `Retry-After` header, on pages that ask people to come back later.
    fn retry_after(&self) -> Option<u64> {
        None
    }

    /// The whole document.
    fn html(&self) -> String {
        self.dyn_render().expect("templates only write into a String, which cannot fail")
    }
}

/// Implements [`Page`]: the heading is a literal or a closure over the page; `form` says that the
/// page has a field `errors`.
macro_rules! page {
    ($name:ident, $heading:literal $(, $form:ident)?) => {
        $crate::page::page!($name, |_| std::borrow::Cow::Borrowed($heading) $(, $form)?);
    };
    ($name:ident, $heading:expr) => {
        impl $crate::page::Page for $name {
            fn heading(&self) -> std::borrow::Cow<'_, str> {
                let heading: fn(&Self) -> std::borrow::Cow<'_, str> = $heading;
                heading(self)
            }
        }
    };
    ($name:ident, $heading:expr, form) => {
        impl $crate::page::Page for $name {
            fn heading(&self) -> std::borrow::Cow<'_, str> {
                let heading: fn(&Self) -> std::borrow::Cow<'_, str> = $heading;
                heading(self)
            }

            fn errors(&self) -> &$crate::errors::Errors {
                &self.errors
            }
        }
    };
}

pub(crate) use page;
