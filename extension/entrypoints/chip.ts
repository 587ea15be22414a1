import { armChip } from '../launcher/chip.ts'

/** Run for whoever comes near to the chip in the corner, and for nobody else: what moves it and hides it. */
export default {
  main() {
    const life = globalThis.brightSpotsLauncher
    if (life?.button) void armChip(life, life.button)
  },
}
