// The one value Python sends a rerun: zlib(length of the JSON, the JSON, one byte a place).

export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  return {...JSON.parse(text), classes: new Uint8Array(buffer, 4 + length)};
}
