#### remove_noise_with_fft
import os

import matplotlib.pyplot as plt
import numpy as np

rate = 1000
t = np.arange(0, 1, 1 / rate)
clean = np.sin(2 * np.pi * 50 * t) + 0.5 * np.sin(2 * np.pi * 120 * t)
noisy = clean + np.random.default_rng(0).normal(0, 1.0, rate)
spectrum = np.fft.rfft(noisy)
frequencies = np.fft.rfftfreq(rate, 1 / rate)
power = np.abs(spectrum) ** 2 / rate
strongest = frequencies[np.argsort(power)[-2:]]
print("Strongest frequencies:", np.sort(strongest))
filtered = np.fft.irfft(np.where(power > 40, spectrum, 0), rate)
error = lambda signal: np.sqrt(np.mean((signal - clean) ** 2))
print(f"RMS error: {error(noisy):.5f} noisy, {error(filtered):.5f} filtered")
print(f"Parseval: {np.sum(noisy**2):.6f} {(2 * np.sum(power[1:-1]) + power[0] + power[-1]):.6f}")
figure, axes = plt.subplots(3, 1, figsize=(8, 7))
axes[0].plot(t[:200], noisy[:200], lw=0.8)
axes[1].semilogy(frequencies, power)
axes[2].plot(t[:200], clean[:200], t[:200], filtered[:200], "--")
figure.tight_layout()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "fft.png"))

#### butterworth_filters
import numpy as np
from scipy import signal

rate = 500
t = np.arange(0, 2, 1 / rate)
raw = np.sin(2 * np.pi * 3 * t) + 0.4 * np.sin(2 * np.pi * 60 * t) + 0.2 * t
low = signal.butter(4, 10, fs=rate, output="sos")
smooth = signal.sosfiltfilt(low, signal.detrend(raw))
b, a = signal.iirnotch(60, 30, fs=rate)
notched = signal.filtfilt(b, a, raw)
print("Coefficients:", np.round(b, 6), np.round(a, 6))
w, h = signal.sosfreqz(low, worN=[3, 10, 60], fs=rate)
print("Gain [dB]:", np.round(20 * np.log10(np.abs(h)), 4))
for name, x in [("raw", raw), ("low-pass", smooth), ("notch", notched)]:
    f, p = signal.welch(x, rate, nperseg=500)
    print(f"{name:9s} 3 Hz: {p[f == 3][0]:.5e}  60 Hz: {p[f == 60][0]:.5e}")
taps = signal.firwin(51, [20, 80], pass_zero=False, fs=rate)
print("FIR sum:", round(taps.sum(), 8), "centre:", round(taps[25], 8))
zeros, poles, gain = signal.cheby1(3, 1, 0.2, output="zpk")
print("Poles inside the unit circle:", bool(np.all(np.abs(poles) < 1)), np.round(np.abs(poles), 6))
print("Savitzky-Golay:", np.round(signal.savgol_filter(raw, 21, 3)[100:104], 6))
print("Median:", np.round(signal.medfilt([1, 9, 2, 3, 8, 4], 3), 1))

#### heart_rate_from_peaks
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy import signal

rate = 250
t = np.arange(0, 10, 1 / rate)
rng = np.random.default_rng(5)
beats = np.cumsum(rng.normal(0.82, 0.03, 12))
ecg = sum(np.exp(-((t - beat) ** 2) / 0.0004) + 0.25 * np.exp(-((t - beat - 0.25) ** 2) / 0.004) for beat in beats)
ecg += 0.15 * np.sin(2 * np.pi * 0.3 * t) + rng.normal(0, 0.03, len(t))
flat = signal.sosfiltfilt(signal.butter(2, [1, 40], "bandpass", fs=rate, output="sos"), ecg)
peaks, properties = signal.find_peaks(flat, height=0.5, distance=rate * 0.4, prominence=0.4)
intervals = np.diff(peaks) / rate
print("Beats:", len(peaks), "heights:", np.round(properties["peak_heights"][:4], 5))
print(f"Heart rate: {60 / intervals.mean():.3f} per minute")
print(f"RMSSD: {np.sqrt(np.mean(np.diff(intervals) ** 2)) * 1000:.3f} ms")
widths = signal.peak_widths(flat, peaks, rel_height=0.5)[0] / rate * 1000
print("Widths [ms]:", np.round(widths, 3))
plt.figure(figsize=(9, 3))
plt.plot(t, flat, lw=0.8)
plt.plot(t[peaks], flat[peaks], "rx")
plt.xlabel("s")
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "ecg.png"), bbox_inches="tight")

#### write_and_analyse_a_sound
import os

import numpy as np
from scipy import signal
from scipy.io import wavfile

rate = 8000
notes = {"A4": 440.0, "C5": 523.25, "E5": 659.26}
t = np.arange(0, 0.4, 1 / rate)
envelope = np.minimum(1, np.minimum(t, t[-1] - t) * 50)
tune = np.concatenate([np.sin(2 * np.pi * frequency * t) * envelope for frequency in notes.values()])
path = os.path.join(os.environ["OUTPUT_DIR"], "tune.wav")
wavfile.write(path, rate, np.round(tune * 30000).astype(np.int16))
read_rate, samples = wavfile.read(path)
print(read_rate, samples.dtype, samples.shape, int(samples.max()), f"{len(samples) / rate:.2f} s")
f, times, power = signal.spectrogram(samples.astype(float), rate, nperseg=1024, noverlap=512)
print("Spectrogram:", power.shape, "loudest:", f[power.argmax(axis=0)][[0, 4, 8]])
for name, part in zip(notes, np.split(samples.astype(float), 3)):
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 16))
    print(f"{name}: {spectrum.argmax() * rate / (1 << 16):.2f} Hz")
half = signal.resample_poly(samples.astype(float), 1, 2)
print("Resampled:", len(half), np.round(half[100:104], 3))
correlation = signal.correlate(tune, tune[3200:4000], mode="valid")
print("Found at sample", int(correlation.argmax()))

#### smooth_and_differentiate
import numpy as np
from scipy import ndimage, signal

rng = np.random.default_rng(17)
x = np.linspace(0, 4 * np.pi, 400)
noisy = np.sin(x) + rng.normal(0, 0.08, 400)
window = signal.windows.hann(25)
averaged = np.convolve(noisy, window / window.sum(), mode="same")
gaussian = ndimage.gaussian_filter1d(noisy, 6)
savgol = signal.savgol_filter(noisy, 41, 3)
slope = signal.savgol_filter(noisy, 41, 3, deriv=1, delta=x[1] - x[0])
for name, result in [("average", averaged), ("gaussian", gaussian), ("savgol", savgol)]:
    print(f"{name:9s} rms error {np.sqrt(np.mean((result - np.sin(x))[30:-30] ** 2)):.6f}")
print(f"slope     rms error {np.sqrt(np.mean((slope - np.cos(x))[30:-30] ** 2)):.6f}")
crossings = np.flatnonzero(np.diff(np.sign(gaussian)))
print("Zero crossings near:", np.round(x[crossings] / np.pi, 2))
envelope = np.abs(signal.hilbert(np.exp(-x / 8) * np.sin(6 * x)))
print("Envelope:", np.round(envelope[50:350:100], 5))
print("Chirp:", np.round(signal.chirp([0, 0.5, 1], 1, 1, 8), 6))
system = signal.TransferFunction([1], [1, 0.4, 1])
times, response = signal.step(system, T=np.linspace(0, 20, 41))
print(f"Overshoot: {response.max():.5f} at {times[response.argmax()]:.1f} s")

#### find_a_period
import numpy as np
from scipy import fft, signal

rng = np.random.default_rng(23)
days = np.sort(rng.choice(730, 300, replace=False)).astype(float)
brightness = 10 + 0.8 * np.sin(2 * np.pi * days / 41.7 + 0.5) + rng.normal(0, 0.3, 300)
periods = np.linspace(5, 100, 2000)
power = signal.lombscargle(days, brightness - brightness.mean(), 2 * np.pi / periods, normalize=True)
best = periods[power.argmax()]
print(f"Best period: {best:.3f} days, power {power.max():.5f}")
phase = (days % best) / best
bins = np.digitize(phase, np.linspace(0, 1, 9)) - 1
print("Folded:", np.round([brightness[bins == b].mean() for b in range(8)], 4))
even = np.sin(2 * np.pi * np.arange(512) / 32) + 0.1 * rng.normal(size=512)
lags = np.correlate(even, even, "full")[511:]
print("Autocorrelation peak at lag", int(signal.find_peaks(lags)[0][0]) // 4 * 4)
print("DCT:", np.round(fft.dct(even[:8], norm="ortho"), 5))
print("Next fast length:", fft.next_fast_len(1021))
image = np.add.outer(np.arange(8.0), np.arange(8.0) ** 2)
print("2-D:", np.allclose(fft.ifft2(fft.fft2(image)).real, image), round(float(np.abs(fft.fft2(image))[1, 0]), 6))
coherence_f, coherence = signal.coherence(even, np.roll(even, 3), nperseg=128)
print("Coherence at 1/32:", round(float(coherence[4]), 5), coherence_f[4])
