// `components/classes.py` says what a place's byte means; here only this one has to be known apart from the
// shader: a place outside the chosen area, which is neither drawn nor found.
export const OUTSIDE_BYTE = (3 << 6) | 2;
