//! Whether bytes are a picture that browsers show, by how they begin.
//!
//! The patterns are those of the WHATWG MIME Sniffing Standard (section 6.1, "Matching an image type pattern"). SVG isn't
//! among them: it is markup, and what a peer sends is never markup.

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF, of either version.
    Gif,
    /// WebP.
    WebP,
}

impl ImageKind {
    /// The kind of picture that begins like this, if it is one.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..14) == Some(b"WEBPVP") {
            Some(Self::WebP)
        } else {
            None
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ImageKind;

    #[test]
    fn pictures_are_known_by_how_they_begin() {
        let check = |bytes: &[u8], expected: Option<&str>| {
            assert_eq!(ImageKind::sniff(bytes).map(ImageKind::media_type), expected, "{bytes:?}");
        };
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("image/png"));
        check(b"\x89PNG\n\x1a\n", None);
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Some("image/jpeg"));
        check(b"\xff\xd8", None);
        check(b"GIF87a", Some("image/gif"));
        check(b"GIF89a;", Some("image/gif"));
        check(b"GIF90a", None);
        check(b"RIFF\x24\0\0\0WEBPVP8 ", Some("image/webp"));
        check(b"RIFF\x24\0\0\0WAVEfmt ", None);
        check(b"RIFF\x24\0\0\0WEBP", None);
        check(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", None);
        check(b"", None);
    }
}
