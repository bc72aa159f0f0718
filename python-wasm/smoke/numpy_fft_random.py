import numpy as np

signal = np.sin(2 * np.pi * 5 * np.arange(64) / 64)
spectrum = np.abs(np.fft.rfft(signal))
assert spectrum.argmax() == 5
assert np.allclose(np.fft.ifft(np.fft.fft(signal)).real, signal)
# The same streams as on any machine.
assert np.random.default_rng(42).integers(0, 100, 5).tolist() == [8, 77, 65, 43, 43]
np.random.seed(0)
assert np.allclose(np.random.rand(2), [0.5488135, 0.71518937])
assert abs(np.random.default_rng(1).normal(size=100_000).mean()) < 0.02
