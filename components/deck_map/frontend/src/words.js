// What the tooltip says: one line a place, fetched when somebody first points at the map.

export function makeWords() {
  let url;
  let lines;
  let tellAgain;

  function ask(newUrl) {
    url = newUrl;
    lines = undefined;
    fetch(url)
      .then(answer => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then(text => {
        if (url !== newUrl) return;
        lines = text.split('\n');
        tellAgain();
      })
      .catch(error => console.warn(`Map: the words for places did not come (${error.message})`));
  }

  // Tells the fallback at once where the words are still on their way.
  return function wordsAt(wanted, place, fallback, tell) {
    if (wanted !== url) ask(wanted);
    tellAgain = () => tell(lines?.[place]?.split('\t') ?? fallback);
    tellAgain();
  };
}
