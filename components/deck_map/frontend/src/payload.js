// The one value Python sends a rerun: the length of the JSON, the JSON, one byte a place; then perhaps another
// for another year, and another for the steps by which places are lit up.

export function unpack({buffer, byteOffset, byteLength}) {
  const length = new DataView(buffer, byteOffset).getUint32(0, true);
  const described = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 4, length)));
  const wanted = {classes: true, beside: described.two, steps: described.labels};
  const names = Object.keys(wanted).filter(name => wanted[name]);
  const first = 4 + length;
  const places = (byteLength - first) / names.length;
  const parts = names.map((name, i) => [name, new Uint8Array(buffer, byteOffset + first + i * places, places)]);
  return {...described, ...Object.fromEntries(parts)};
}
