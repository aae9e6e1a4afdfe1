/** Two short notes, made here: nothing to load. A browser that nobody touched yet stays silent. */
export function playTone(): void {
  try {
    const audio = new AudioContext();
    const begin = audio.currentTime;
    for (const [index, pitch] of [660, 880].entries()) {
      const [note, volume] = [audio.createOscillator(), audio.createGain()];
      const at = begin + index * 0.18;
      note.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.16);
      note.connect(volume).connect(audio.destination);
      note.start(at);
      note.stop(at + 0.17);
    }
    setTimeout(() => void audio.close(), 1_000);
  } catch {
    // No sound on this machine.
  }
}
