/// A logarithmic axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    /// Logarithms to base ten of its ends.
    low: f64,
    high: f64,
    /// Where these lie, in pixels.
    from: f64,
    to: f64,
}

impl Axis {
    /// From the power of ten below the smallest value to a mark above the greatest.
    pub(super) fn of(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for logarithm in values.into_iter().filter(|value| *value > 0.0).map(f64::log10) {
            (low, high) = (low.min(logarithm), high.max(logarithm));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // A bar that begins at its own value would not be seen.
        let low = if low - low.floor() < 0.05 { low.floor() - 1.0 } else { low.floor() };
        Self { low, high: (high + 0.05).max(low + 1.0), from, to }
    }

    /// From the smallest value itself to the greatest.
    pub(super) fn tight(values: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Self {
        let logarithms: Vec<f64> = values.into_iter().filter(|value| *value > 0.0).map(f64::log10).collect();
        let low = logarithms.iter().copied().fold(f64::INFINITY, f64::min);
        let high = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return Self { low: 0.0, high: 1.0, from, to };
        }
        Self { low, high: high.max(low + 0.3), from, to }
    }

    /// Where a value lies; what is too small lies at the low end.
    pub(super) fn place(&self, value: f64) -> f64 {
        let share = (value.log10().max(self.low) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The powers of ten on it; with their halves and doubles where there are few.
    pub(super) fn marks(&self) -> Vec<f64> {
        let factors: &[f64] = if self.high - self.low < 2.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let decades = self.low.floor() as i32..=self.high.ceil() as i32;
        let marks = decades.flat_map(|decade| factors.iter().map(move |factor| factor * 10_f64.powi(decade)));
        let is_on = |mark: &f64| (self.low - 1e-9..=self.high + 1e-9).contains(&mark.log10());
        marks.filter(is_on).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_logarithmic() {
        let axis = Axis::of([0.02, 3.0, 800.0], 0.0, 500.0);
        assert_eq!(axis.marks(), [0.01, 0.1, 1.0, 10.0, 100.0]);
        assert!(axis.place(0.01).abs() < 1e-9 && axis.place(0.0).abs() < 1e-9);
        let step = axis.place(10.0) - axis.place(1.0);
        assert!((axis.place(100.0) - axis.place(10.0) - step).abs() < 1e-9);
        assert!(axis.place(800.0) <= 500.0);
    }

    #[test]
    fn a_short_axis_has_marks_between_and_an_empty_one_some() {
        assert_eq!(Axis::of([1.5, 4.0], 0.0, 1.0).marks(), [1.0, 2.0, 5.0, 10.0]);
        assert!(!Axis::of([], 0.0, 1.0).marks().is_empty());
        assert!(!Axis::tight([], 0.0, 1.0).marks().is_empty());
    }
}
