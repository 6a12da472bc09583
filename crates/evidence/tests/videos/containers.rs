//! Video files without pictures, made for the tests.

/// A box of MP4: length, name, body.
pub(crate) fn framed(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).expect("test files are small").to_be_bytes();
    [&length[..], &name, body].concat()
}

/// `mvhd`: so many ticks, of which `scale` make a second.
pub(crate) fn header(scale: u32, ticks: u32) -> Vec<u8> {
    framed(*b"mvhd", &[&[0; 12][..], &scale.to_be_bytes(), &ticks.to_be_bytes(), &[0; 80]].concat())
}

/// `trak` with its media header and its handler.
pub(crate) fn track(id: u32, handler: [u8; 4], scale: u32, ticks: u32) -> Vec<u8> {
    let head = framed(*b"tkhd", &[&[0; 12][..], &id.to_be_bytes(), &[0; 64]].concat());
    let time = [&[0; 12][..], &scale.to_be_bytes(), &ticks.to_be_bytes(), &[0; 4]].concat();
    let media =
        [framed(*b"mdhd", &time), framed(*b"hdlr", &[&[0; 8][..], &handler, &[0; 13]].concat())].concat();
    framed(*b"trak", &[head, framed(*b"mdia", &media)].concat())
}

/// A movie as a camera writes it, with everything a phone adds.
pub(crate) fn movie(brand: [u8; 4], millis: u32) -> Vec<u8> {
    let place = framed(*b"udta", &framed(*b"\xA9xyz", b"\0\x12\x15\xC7+51.5-000.1/MARKED"));
    let keys = framed(*b"meta", &framed(*b"ilst", b"a device that is MARKED"));
    let movie = [
        header(1_000, millis),
        track(1, *b"vide", 600, millis / 1_000 * 600),
        track(2, *b"soun", 48_000, millis / 1_000 * 48_000),
        track(3, *b"meta", 1_000, 3_600_000), // what else a phone records along the way does not play
        place,
        keys,
    ];
    let pictures = b"the pictures";
    let long =
        [&1u32.to_be_bytes()[..], b"mdat", &(16 + pictures.len() as u64).to_be_bytes(), pictures].concat();
    let file = [
        framed(*b"ftyp", &[&brand[..], &[0; 4]].concat()),
        framed(*b"free", b"left over and MARKED"),
        framed(*b"moov", &movie.concat()),
        framed(*b"uuid", b"sixteen bytes id MARKED"),
        long,
    ];
    file.concat()
}

/// A movie as a browser writes it: no durations in its head, then fragments of ten samples each.
pub(crate) fn fragmented(fragments: u32, millis_each: u32) -> Vec<u8> {
    let usual = |id: u32, ticks: u32| {
        let numbers = [0, id, 1, ticks, 0, 0];
        framed(*b"trex", &numbers.iter().flat_map(|number: &u32| number.to_be_bytes()).collect::<Vec<_>>())
    };
    let extends = framed(*b"mvex", &[usual(1, millis_each / 10), usual(2, 0)].concat());
    let movie = [header(1_000, 0), track(1, *b"vide", 1_000, 0), track(2, *b"soun", 1_000, 0), extends];
    let mut file = [framed(*b"ftyp", b"iso5\0\0\0\0"), framed(*b"moov", &movie.concat())].concat();
    for number in 0..fragments {
        let start = u64::from(number * millis_each) + 7_000;
        let starts = framed(*b"tfdt", &[&[1, 0, 0, 0][..], &start.to_be_bytes()].concat());
        let pictures = [
            framed(*b"tfhd", &[0, 0, 0, 0, 0, 0, 0, 1]),
            starts.clone(),
            framed(*b"trun", &[0, 0, 0, 0, 0, 0, 0, 10]),
        ];
        let samples = [&[0, 0, 1, 1, 0, 0, 0, 2, 0, 0, 0, 0][..], &[0, 0, 0, 5, 0, 0, 0, 6]].concat();
        let sound = [framed(*b"tfhd", &[0, 0, 0, 0, 0, 0, 0, 2]), starts, framed(*b"trun", &samples)];
        let both = [framed(*b"traf", &pictures.concat()), framed(*b"traf", &sound.concat())].concat();
        file.extend(framed(*b"moof", &both));
        file.extend(framed(*b"mdat", b"pictures"));
    }
    file
}

/// An element of Matroska with its size in four bytes.
pub(crate) fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len()).expect("test files are small") | 0x1000_0000;
    [id, &size.to_be_bytes(), body].concat()
}

/// The head of an element whose size is not known.
pub(crate) fn unsized_element(id: &[u8]) -> Vec<u8> {
    [id, &[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]].concat()
}

/// A recording as a browser writes it: sizes unknown, a cluster every five seconds.
pub(crate) struct Webm {
    pub(crate) doc_type: &'static str,
    pub(crate) said: Option<f64>,
    pub(crate) tracks: Vec<u8>,
    pub(crate) tag: Vec<u8>,
    pub(crate) millis: u32,
}

impl Default for Webm {
    fn default() -> Self {
        Self { doc_type: "webm", said: None, tracks: vec![1, 2], tag: Vec::new(), millis: 0 }
    }
}

impl Webm {
    pub(crate) const fn lasting(mut self, millis: u32) -> Self {
        self.millis = millis;
        self
    }

    pub(crate) fn file(self) -> Vec<u8> {
        let mut info = element(&[0x2A, 0xD7, 0xB1], &[0x0F, 0x42, 0x40]);
        if let Some(said) = self.said {
            info.extend(element(&[0x44, 0x89], &said.to_be_bytes()));
        }
        info.extend(element(&[0x7B, 0xA9], &self.tag));
        let tracks: Vec<u8> =
            self.tracks.iter().flat_map(|kind| element(&[0xAE], &element(&[0x83], &[*kind]))).collect();
        let mut file = element(&[0x1A, 0x45, 0xDF, 0xA3], &element(&[0x42, 0x82], self.doc_type.as_bytes()));
        file.extend(unsized_element(&[0x18, 0x53, 0x80, 0x67]));
        file.extend(element(&[0x15, 0x49, 0xA9, 0x66], &info));
        file.extend(element(&[0x16, 0x54, 0xAE, 0x6B], &tracks));
        for start in (0..self.millis).step_by(5_000) {
            file.extend(unsized_element(&[0x1F, 0x43, 0xB6, 0x75]));
            file.extend(element(&[0xE7], &start.to_be_bytes()));
            let end = i16::try_from((self.millis - start).min(5_000)).expect("five seconds fit");
            for within in [0, end] {
                file.extend(element(&[0xA3], &[&[0x81][..], &within.to_be_bytes(), &[0, 1, 2]].concat()));
            }
        }
        if !self.tag.is_empty() {
            file.extend(element(&[0x19, 0x41, 0xA4, 0x69], &self.tag));
            file.extend(element(&[0x12, 0x54, 0xC3, 0x67], &self.tag));
        }
        file
    }
}
