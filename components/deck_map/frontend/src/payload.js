// The one value Python sends a rerun: zlib(length of the JSON, the JSON, one byte a place; then perhaps another
// for another year, and another for the steps by which places are lit up).

export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const described = JSON.parse(text);
  const wanted = {classes: true, beside: described.two, steps: described.labels};
  const names = Object.keys(wanted).filter(name => wanted[name]);
  const places = (buffer.byteLength - 4 - length) / names.length;
  const parts = names.map((name, i) => [name, new Uint8Array(buffer, 4 + length + i * places, places)]);
  return {...described, ...Object.fromEntries(parts)};
}
