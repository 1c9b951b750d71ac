//! A sheet to draw on, written as SVG: text, boxes, lines, with what is shown when they are pointed at.

use std::fmt::Write as _;

use crate::layout::Point;

/// Fonts with Hangul: Debian's, Google's, Apple's, Microsoft's, Naver's.
const FONTS: &str =
    "'Noto Sans CJK KR','Noto Sans KR','Apple SD Gothic Neo','Malgun Gothic',NanumGothic,sans-serif";

/// The colour of text.
pub(super) const INK: &str = "#1c2530";
/// The colour of what stands back.
pub(super) const PALE: &str = "#5b6673";

/// What was drawn so far. Writing to memory cannot fail, so results are dropped in this file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    body: String,
}

/// How a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: &'static str,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
    /// A white rim, to be read over lines.
    pub(super) rim: bool,
}

impl Font {
    pub(super) const fn new(size: f64) -> Self {
        Self { size, bold: false, colour: INK, anchor: "start", rim: false }
    }
}

impl Sheet {
    /// The whole picture, `size` in pixels; `title` is for those who do not see it.
    pub(super) fn finish(self, size: Point, title: &str) -> String {
        let [width, height] = size.map(number);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">\n<title>{}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escaped(title),
            self.body
        )
    }

    /// Draws what another sheet has on top.
    pub(super) fn append(&mut self, other: Self) {
        self.body.push_str(&other.body);
    }

    /// Everything until [`Self::close`] belongs together and shows `tooltip`, and leads to `link` if it has one.
    pub(super) fn open(&mut self, tooltip: &str, link: Option<&str>) {
        match link {
            Some(link) => {
                let _ = write!(self.body, "<a href=\"{}\">", escaped(link));
            }
            None => self.body.push_str("<g>"),
        }
        let _ = write!(self.body, "<title>{}</title>", escaped(tooltip));
    }

    pub(super) fn close(&mut self, link: Option<&str>) {
        self.body.push_str(if link.is_some() { "</a>\n" } else { "</g>\n" });
    }

    pub(super) fn text(&mut self, [x, y]: Point, text: &str, font: Font) {
        let Font { size, bold, colour, anchor, rim } = font;
        let _ =
            write!(self.body, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"", number(x), number(y), number(size));
        if anchor != "start" {
            let _ = write!(self.body, " text-anchor=\"{anchor}\"");
        }
        if bold {
            self.body.push_str(" font-weight=\"bold\"");
        }
        if rim {
            self.body.push_str(
                " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            );
        }
        let _ = writeln!(self.body, " fill=\"{colour}\">{}</text>", escaped(text));
    }

    /// Text that goes up from a point.
    pub(super) fn upright(&mut self, [x, y]: Point, text: &str, font: Font) {
        let [x, y] = [x, y].map(number);
        let _ = write!(self.body, "<g transform=\"translate({x} {y}) rotate(-90)\">");
        self.text([0.0, 0.0], text, font);
        self.body.push_str("</g>\n");
    }

    pub(super) fn rect(&mut self, [x, y]: Point, [width, height]: Point, look: &str) {
        let [x, y, width, height] = [x, y, width, height].map(number);
        let _ =
            writeln!(self.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}/>");
    }

    pub(super) fn circle(&mut self, [x, y]: Point, radius: f64, look: &str) {
        let [x, y, radius] = [x, y, radius].map(number);
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {look}/>");
    }

    /// A line, bent towards `bend` if it has one.
    pub(super) fn line(&mut self, from: Point, bend: Option<Point>, to: Point, look: &str) {
        let point = |point: Point| format!("{} {}", number(point[0]), number(point[1]));
        let _ = write!(self.body, "<path d=\"M{}", point(from));
        let _ = match bend {
            Some(bend) => write!(self.body, "Q{} {}", point(bend), point(to)),
            None => write!(self.body, "L{}", point(to)),
        };
        let _ = writeln!(self.body, "\" fill=\"none\" {look}/>");
    }

    /// A filled shape.
    pub(super) fn shape(&mut self, corners: &[Point], look: &str) {
        let points: Vec<String> =
            corners.iter().map(|corner| format!("{},{}", number(corner[0]), number(corner[1]))).collect();
        let _ = writeln!(self.body, "<polygon points=\"{}\" {look}/>", points.join(" "));
    }
}

/// A tenth of a pixel is enough.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// For text and attributes; characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| crate::export::is_xml(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// `#9ec9f0`.
pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let mut sheet = Sheet::default();
        sheet.text([1.0, 2.04], "]]> <script>&\"\u{8}\u{0}", Font::new(12.0));
        let svg = sheet.finish([10.0, 20.0], "a<b");
        assert!(svg.contains("x=\"1\" y=\"2\""), "{svg}");
        assert!(svg.contains(">]]&gt; &lt;script&gt;&amp;&quot;</text>"), "{svg}");
        assert!(svg.contains("<title>a&lt;b</title>"), "{svg}");
    }
}
