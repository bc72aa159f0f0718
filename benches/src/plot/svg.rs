use std::fmt::Write as _;

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing, with its origin at the top left; lengths in pixels.
pub(super) struct Svg {
    width: f64,
    body: String,
}

/// Colour of text.
pub(super) const INK: &str = "#24292f";
/// Colour of what is less important.
pub(super) const FAINT: &str = "#57606a";
/// Colour of an axis's lines.
pub(super) const GRID: &str = "#e3e6ea";

impl Svg {
    pub(super) fn new(width: f64) -> Self {
        Self { width, body: String::new() }
    }

    pub(super) fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str) {
        self.push(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="1.5" fill="{fill}"/>"#
        ));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.push(format_args!(
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{stroke}"/>"#
        ));
    }

    /// A line through points, with a dot at each.
    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: &str) {
        let joined: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.push(format_args!(
            r#"<polyline points="{}" fill="none" stroke="{stroke}" stroke-width="2"/>"#,
            joined.join(" ")
        ));
        for (x, y) in points {
            self.push(format_args!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="{stroke}"/>"#));
        }
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, fill: &str, text: &str) {
        self.styled(at, anchor, fill, "", text);
    }

    pub(super) fn bold(&mut self, at: (f64, f64), text: &str) {
        self.styled(at, Anchor::Start, INK, r#" font-weight="600""#, text);
    }

    /// The whole drawing, of this height.
    pub(super) fn finish(self, height: f64) -> String {
        let Self { width, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"12\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }

    fn styled(&mut self, (x, y): (f64, f64), anchor: Anchor, fill: &str, style: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.push(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" fill="{fill}"{style}>{}</text>"#,
            escape(text)
        ));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.body, "{element}").expect("a string takes everything");
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_elements_lie_in_order() {
        let mut svg = Svg::new(100.0);
        svg.rectangle(1.0, 2.0, 3.0, 4.0, INK);
        svg.text((5.0, 6.0), Anchor::End, FAINT, "a < b & c");
        let text = svg.finish(50.0);
        assert!(text.starts_with("<svg") && text.ends_with("</svg>\n"));
        assert!(text.contains(r#"viewBox="0 0 100 50""#) && text.contains("a &lt; b &amp; c</text>"));
        assert!(text.find("<rect x=\"1.0\"") < text.find("<text"));
    }
}
