//! Random Typst expressions: shapes, and what stands around a text.

use super::author::Author;

/// Lengths in points, dense where the proofs have their thresholds.
const LENGTHS: [f64; 24] = [
    0.01, 0.04, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0,
    6.0, 8.0, 11.0, 16.0, 30.0, 80.0,
];

impl Author {
    pub(super) fn of(&mut self, list: &[&str]) -> String {
        (*self.dice.of(list)).to_owned()
    }

    pub(super) fn length(&mut self) -> f64 {
        let base = *self.dice.of(&LENGTHS);
        if self.dice.below(3) == 0 {
            base * (0.8 + 0.004 * f64::from(u8::try_from(self.dice.below(100)).expect("small")))
        } else {
            base
        }
    }

    /// A length of either sign.
    pub(super) fn pt(&mut self) -> String {
        let sign = if self.dice.below(2) == 0 { "-" } else { "" };
        format!("{sign}{:.3}pt", self.length())
    }

    pub(super) fn up(&mut self) -> String {
        format!("{:.3}pt", self.length())
    }

    /// A share near or far from the whole.
    pub(super) fn percent(&mut self) -> String {
        self.of(&[
            "99.9%", "99%", "97%", "95%", "90%", "100.05%", "101%", "103%", "106%", "120%", "70%",
        ])
    }

    pub(super) fn color(&mut self) -> String {
        self.of(&[
            "black",
            "white",
            "luma(240)",
            "luma(200)",
            "luma(130)",
            "luma(90)",
            "rgb(\"#eceef1\")",
            "rgb(\"#12263f\")",
            "rgb(\"#26303b\")",
            "rgb(\"#fffff8\")",
            "red",
            "navy",
            "yellow",
            "black.transparentize(1%)",
            "white.transparentize(40%)",
            "black.transparentize(100%)",
            "rgb(\"#7a1f1f\")",
            "oklab(95%, 0, 0)",
        ])
    }

    pub(super) fn fill(&mut self) -> String {
        match self.dice.below(8) {
            0 => "gradient.linear(white, luma(230))".to_owned(),
            1 => "tiling(size: (4pt, 4pt), rect(width: 2pt, height: 2pt, fill: black))".to_owned(),
            2 => "none".to_owned(),
            3 | 4 => self.of(&["white", "rgb(\"#eceef1\")", "luma(245)"]),
            _ => self.color(),
        }
    }

    pub(super) fn stroke(&mut self) -> String {
        let (paint, wide) = (self.color(), self.up());
        match self.dice.below(6) {
            0 => "none".to_owned(),
            1 => {
                let (dash, cap) = (
                    self.of(&[
                        "\"dashed\"",
                        "\"dotted\"",
                        "\"densely-dotted\"",
                        "(3pt, 3pt)",
                        "(9pt, 1pt)",
                    ]),
                    self.of(&["\"butt\"", "\"round\"", "\"square\""]),
                );
                format!("(paint: {paint}, thickness: {wide}, dash: {dash}, cap: {cap})")
            }
            2 => format!(
                "(paint: {paint}, thickness: {wide}, join: {})",
                self.of(&["\"miter\"", "\"round\"", "\"bevel\""])
            ),
            _ => format!("({wide} + {paint})"),
        }
    }

    /// A stroke that is one.
    pub(super) fn line(&mut self) -> String {
        format!("({} + {})", self.up(), self.color())
    }

    /// The stroke of a box, which can differ by its sides.
    pub(super) fn border(&mut self) -> String {
        let stroke = self.stroke();
        if self.dice.below(3) == 0 {
            format!(
                "({}: {stroke})",
                self.of(&["left", "top", "bottom", "right", "x", "y", "rest"])
            )
        } else {
            stroke
        }
    }

    pub(super) fn shape(&mut self) -> String {
        let (w, h, fill, stroke) = (self.width(), self.up(), self.fill(), self.stroke());
        match self.dice.below(9) {
            0 | 1 => format!("rect(width: {w}, height: {h}, fill: {fill}, stroke: {stroke})"),
            2 => {
                let radius = self.up();
                format!(
                    "rect(width: {w}, height: {h}, fill: {fill}, stroke: {stroke}, radius: {radius})"
                )
            }
            3 => format!("circle(radius: {h}, fill: {fill}, stroke: {stroke})"),
            4 => format!("ellipse(width: {w}, height: {h}, fill: {fill}, stroke: {stroke})"),
            5 => format!("line(length: {w}, stroke: {})", self.line()),
            6 => format!(
                "line(length: {h}, angle: {}, stroke: {})",
                self.of(&["90deg", "0.01deg", "45deg", "89.9deg"]),
                self.line()
            ),
            7 => format!(
                "polygon(fill: {fill}, stroke: {stroke}, (0pt, 0pt), ({h}, 0pt), ({h}, {h}), (0pt, {}))",
                self.up()
            ),
            _ => format!(
                "curve(fill: {fill}, stroke: {stroke}, curve.move((0pt, 0pt)), curve.line(({h}, 0pt)), curve.{}, curve.close(mode: \"straight\"))",
                self.of(&[
                    "line((0pt, 9pt))",
                    "line((40pt, 0pt))",
                    "cubic((9pt, 0pt), (9pt, 9pt), (0pt, 9pt))"
                ])
            ),
        }
    }

    /// Where something is placed in what holds it.
    pub(super) fn corner(&mut self) -> String {
        self.of(&["top + left", "top + right", "bottom + left", "bottom + right", "horizon"])
    }

    pub(super) fn width(&mut self) -> String {
        if self.dice.below(2) == 0 { self.of(&["100%", "50%", "98%", "30%"]) } else { self.up() }
    }

    /// An expression in `x` that can stand within a line.
    pub(super) fn inline(&mut self) -> String {
        match self.dice.below(26) {
            0 => "strong(x)".to_owned(),
            1 => "box(x)".to_owned(),
            2 => format!("box(inset: {}, outset: {}, x)", self.up(), self.up()),
            3 => format!("box(fill: {}, outset: {}, x)", self.fill(), self.up()),
            4 => format!(
                "box(stroke: {}, outset: {}, radius: {}, x)",
                self.border(),
                self.up(),
                self.up()
            ),
            5 => format!("box(baseline: {}, x)", self.pt()),
            6 => format!("box(move(dx: {}, dy: {}, x))", self.pt(), self.pt()),
            7 => format!(
                "text(size: {}, x)",
                self.of(&["12pt", "11.9pt", "12.1pt", "1.02em", "0.98em", "1.2em", "14pt", "8pt"])
            ),
            8 => format!("text(fill: {}, x)", self.color()),
            9 => format!("text(tracking: {}, x)", self.pt()),
            10 => format!("text(spacing: {}, x)", self.percent()),
            11 => format!("text(baseline: {}, x)", self.pt()),
            12 => {
                format!("text(weight: {}, x)", self.of(&["\"bold\"", "700", "400", "\"regular\""]))
            }
            13 => format!("x + h({})", self.pt()),
            14 => format!("h({}) + x", self.pt()),
            15 => format!(
                "box(scale({}, reflow: {}, x))",
                self.percent(),
                self.of(&["true", "false"])
            ),
            16 => format!("box(scale(x: {}, x))", self.percent()),
            17 => format!(
                "box(rotate({}, x))",
                self.of(&["0.001deg", "0.01deg", "0.1deg", "1deg", "180deg", "360deg"])
            ),
            18 => {
                format!("box(skew(ax: {}, x))", self.of(&["0.001deg", "0.05deg", "1deg", "12deg"]))
            }
            19 => self.of(&[
                "hide(x)",
                "emph(x)",
                "smallcaps(x)",
                "upper(x)",
                "super(x)",
                "sub(x)",
                "x + linebreak()",
                "x + sym.space.nobreak",
                "x + sym.zws",
                "x + sym.hyph.soft",
                "x + \"\\u{2060}\"",
                "x + x",
            ]),
            20 => format!(
                "{}(stroke: {}, offset: {}, x)",
                self.of(&["underline", "overline", "strike"]),
                self.line(),
                self.pt()
            ),
            21 => format!("highlight(fill: {}, x)", self.fill()),
            22 => format!(
                "text(features: (\"{}\",), x)",
                self.of(&["sups", "subs", "tnum", "zero", "frac", "case", "ss01", "onum"])
            ),
            23 => self.of(&[
                "text(kerning: false, x)",
                "text(ligatures: false, x)",
                "text(lang: \"de\", x)",
                "text(dir: rtl, x)",
                "text(hyphenate: true, x)",
                "text(overhang: false, x)",
                "text(stroke: 0.1pt + black, x)",
                "text(slashed-zero: true, x)",
                "text(number-width: \"tabular\", x)",
                "text(top-edge: \"bounds\", x)",
                "text(bottom-edge: \"descender\", x)",
            ]),
            24 => format!(
                "{{ box(place(dx: {}, dy: {}, {})); x }}",
                self.pt(),
                self.pt(),
                self.shape()
            ),
            _ => format!(
                "{{ x; box(place(dx: {}, dy: {}, {})) }}",
                self.pt(),
                self.pt(),
                self.shape()
            ),
        }
    }

    /// An expression in `x` that can stand as a block; some stand in each other.
    pub(super) fn outer(&mut self) -> String {
        if self.dice.below(6) == 0 {
            let (inner, around) = (self.one_outer(), self.one_outer());
            return format!("{{ let x = {inner}; {around} }}");
        }
        self.one_outer()
    }

    fn one_outer(&mut self) -> String {
        match self.dice.below(24) {
            0 | 1 => self.inline(),
            21 => {
                let (at, shape) = (self.corner(), self.shape());
                format!("{{ place({at}, dx: {}, dy: {}, {shape}); x }}", self.pt(), self.pt())
            }
            22 => {
                let fill = self.fill();
                format!(
                    "block(fill: {fill}, inset: {}, radius: {}, block(stroke: {}, inset: {}, x))",
                    self.up(),
                    self.up(),
                    self.border(),
                    self.up()
                )
            }
            2 => "block(width: 100%, x)".to_owned(),
            3 => format!("block(inset: {}, x)", self.up()),
            4 => format!("block(fill: {}, outset: {}, width: 100%, x)", self.fill(), self.up()),
            5 => format!(
                "block(stroke: {}, inset: {}, radius: {}, x)",
                self.border(),
                self.up(),
                self.up()
            ),
            6 => format!(
                "block(stroke: {}, outset: {}, width: {}, x)",
                self.border(),
                self.up(),
                self.of(&["auto", "100%", "60%"])
            ),
            7 => format!(
                "pad({}: {}, x)",
                self.of(&["left", "right", "top", "bottom", "x"]),
                self.pt()
            ),
            8 => format!("align({}, x)", self.of(&["left", "center", "right", "end"])),
            9 => format!("block(clip: true, inset: {}, x)", self.up()),
            10 => format!(
                "block(clip: true, height: {}, x)",
                self.of(&["9pt", "12pt", "30pt", "100pt", "60pt"])
            ),
            11 => format!("{{ place(dx: {}, dy: {}, {}); x }}", self.pt(), self.pt(), self.shape()),
            12 => format!("{{ x; place(dx: {}, dy: {}, {}) }}", self.pt(), self.pt(), self.shape()),
            13 => format!("{{ v({}); x }}", self.pt()),
            14 => format!("{{ x; v({}) }}", self.pt()),
            15 => format!(
                "{{ set par(leading: {}); x }}",
                self.of(&["0.3em", "0.4em", "0.5em", "0.54em", "0.6em", "0.8em", "1.1em", "1.6em"])
            ),
            16 => format!(
                "{{ set par({}); x }}",
                self.of(&[
                    "justify: true",
                    "first-line-indent: (amount: 8pt, all: true)",
                    "hanging-indent: 6pt",
                    "linebreaks: \"optimized\"",
                    "hanging-indent: -4pt",
                ])
            ),
            17 => format!("columns({}, x)", self.of(&["1", "2"])),
            18 => {
                format!("grid(columns: ({}, 1fr), x, [])", self.of(&["3fr", "9fr", "1fr", "80pt"]))
            }
            19 => format!("stack(spacing: {}, x, {})", self.up(), self.shape()),
            20 => self.of(&[
                "link(\"https://example.org\", x)",
                "figure(x)",
                "pdf.artifact(x)",
                "footnote(x)",
                "quote(x)",
                "place(x)",
                "place(hide(x)) + x",
                "layout(size => x)",
                "box(width: 100%, repeat(x))",
                "block(breakable: true, x)",
                "block(sticky: true, x)",
                "context x",
                "rotate(90deg, reflow: true, x)",
            ]),
            _ => format!(
                "block(width: {}, x)",
                self.of(&["50%", "80%", "95%", "150pt", "20pt", "110%"])
            ),
        }
    }

    /// An expression in `x` that can stand around a text; blocks must not stand in a paragraph.
    pub(super) fn around_leaf(&mut self) -> String {
        if self.dice.below(5) < 3 {
            return self.inline();
        }
        let wrap = self.outer();
        let width = self.of(&["100%", "100%", "auto"]);
        format!("box(width: {width}, {wrap})")
    }
}
