//! From an event's columns to a leaf, from leaves to a root.

use vocabulary::Digest;

/// What every leaf begins with: RFC 6962 keeps leaves and nodes apart, so that neither can be given out as the other.
const LEAF: u8 = 0;
const NODE: u8 = 1;
const FORM: &[u8] = b"nhs-login audit event 1\n";
const ID: usize = 16;
const ENTRY: usize = ID + 32;

/// The hash of one event at its place in the order: over its position and every column that has a value, each with its name and its
/// length. A column that is added later leaves earlier hashes as they are.
///
/// RFC 6962 s2.1
#[must_use]
pub fn event_leaf<'a>(
    position: i64,
    columns: impl IntoIterator<Item = (&'a str, Option<&'a [u8]>)>,
) -> Digest {
    let mut bytes = Vec::with_capacity(256);
    bytes.push(LEAF);
    bytes.extend_from_slice(FORM);
    bytes.extend_from_slice(&position.to_be_bytes());
    for (name, value) in columns {
        let Some(value) = value else { continue };
        for part in [name.as_bytes(), value] {
            bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(part);
        }
    }
    Digest::of(&bytes)
}

/// The Merkle root of these leaves, in their order.
///
/// RFC 6962 s2.1
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [only] => *only,
        several => {
            // The largest power of two below their number.
            let half = several.len().next_power_of_two() / 2;
            let (left, right) = several.split_at(half);
            node(&root(left), &root(right))
        }
    }
}

fn node(left: &Digest, right: &Digest) -> Digest {
    let mut bytes = [NODE; 65];
    bytes[1..33].copy_from_slice(left.as_bytes());
    bytes[33..].copy_from_slice(right.as_bytes());
    Digest::of(&bytes)
}

/// One event as a checkpoint lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// Its identifier.
    pub event: [u8; ID],
    /// [`event_leaf`].
    pub hash: Digest,
}

impl Leaf {
    /// The leaf of the event that is stored as `event`. An identifier of another length than ours, which somebody else wrote, is named by
    /// the beginning of its digest.
    #[must_use]
    pub fn of(event: &[u8], hash: Digest) -> Self {
        let digest = Digest::of(event);
        let named = <[u8; ID]>::try_from(event);
        let event = named.unwrap_or_else(|_| std::array::from_fn(|place| digest.as_bytes()[place]));
        Self { event, hash }
    }
}

/// The events of one checkpoint in their order. With the root alone a changed batch is found; with this list the changed event is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaves(pub Vec<Leaf>);

impl Leaves {
    /// The list as it is kept beside its checkpoint.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * ENTRY);
        for leaf in &self.0 {
            bytes.extend_from_slice(&leaf.event);
            bytes.extend_from_slice(leaf.hash.as_bytes());
        }
        bytes
    }

    /// The list in these bytes; none when they are no whole list.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (entries, []) = bytes.as_chunks::<ENTRY>() else { return None };
        let leaf = |entry: &[u8; ENTRY]| {
            let (event, hash) = entry.split_at(ID);
            Some(Leaf { event: event.try_into().ok()?, hash: Digest::try_from(hash).ok()? })
        };
        entries.iter().map(leaf).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The root of the list.
    #[must_use]
    pub fn root(&self) -> Digest {
        root(&self.0.iter().map(|leaf| leaf.hash).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree of RFC 6962 s2.1.3: seven leaves.
    #[test]
    fn seven_leaves_make_the_tree_of_the_rfc() {
        let leaves: Vec<Digest> = (0..7).map(|n| Digest::of(&[0, n])).collect();
        let pair = |first: usize| node(&leaves[first], &leaves[first + 1]);
        let (left, right) = (node(&pair(0), &pair(2)), node(&pair(4), &leaves[6]));
        assert_eq!(root(&leaves), node(&left, &right));
    }

    #[test]
    fn a_node_is_no_leaf() {
        let leaves = [Digest::of(b"a"), Digest::of(b"b")];
        let inner = root(&leaves);
        assert_ne!(
            root(&[inner]),
            Digest::of(&[leaves[0].as_bytes().as_slice(), leaves[1].as_bytes()].concat())
        );
    }

    #[test]
    fn columns_without_a_value_do_not_count_and_no_two_rows_look_alike() {
        let of = |columns: &[(&'static str, Option<&'static [u8]>)]| event_leaf(7, columns.iter().copied());
        assert_eq!(of(&[("kind", Some(b"x")), ("incident", None)]), of(&[("kind", Some(b"x"))]));
        assert_ne!(of(&[("a", Some(b"b")), ("c", Some(b"d"))]), of(&[("a", Some(b"bcd"))]));
        assert_ne!(of(&[("kind", Some(b""))]), of(&[]));
        assert_ne!(of(&[]), event_leaf(8, []));
    }

    #[test]
    fn an_identifier_that_is_not_ours_has_a_leaf_too() {
        let hash = Digest::of(b"x");
        assert_eq!(Leaf::of(&[7; 16], hash).event, [7; 16]);
        assert_ne!(Leaf::of(&[7; 15], hash).event, Leaf::of(&[8; 17], hash).event);
    }

    #[test]
    fn a_list_survives_its_bytes() {
        let leaves = Leaves((0..3).map(|n| Leaf { event: [n; 16], hash: Digest::of(&[n]) }).collect());
        assert_eq!(Leaves::from_bytes(&leaves.to_bytes()), Some(leaves.clone()));
        assert_eq!(Leaves::from_bytes(&leaves.to_bytes()[1..]), None);
    }
}
