// What a place's byte says: six bits of class and two of state. `components/classes.py` writes it.

const UNRELIABLE = 1 << 6;
const SUPPRESSED = 2 << 6;
const MISSING = 3 << 6;
const NO_RESIDENTS = MISSING | 1;
export const OUTSIDE_BYTE = MISSING | 2;

// The state as the legend names it; nothing for a class without doubt.
export function stateOf(byte) {
  if (byte >> 6 === UNRELIABLE >> 6) return 'unreliable';
  return {[SUPPRESSED]: 'suppressed', [MISSING]: 'missing', [NO_RESIDENTS]: 'no_residents'}[byte];
}
