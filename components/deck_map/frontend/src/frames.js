// The browser's frames, taken only when there is something to draw. Left alone deck.gl takes each one, sixty a
// second, and whatever else the page has to do waits behind them.

export class Frames {
  // `isWaiting` says whether deck.gl has something to draw that nobody asked a frame for.
  constructor(isWaiting) {
    this.isWaiting = isWaiting;
  }

  // There is something to draw.
  ask() {
    this.isAsked = true;
    if (this.draw) this.take();
  }

  // luma.gl asks for its next frame here.
  requestAnimationFrame(draw) {
    this.draw = draw;
    if (this.isAsked || this.isWaiting()) this.take();
    return 0;
  }

  take() {
    this.frame ??= requestAnimationFrame(time => {
      const {draw} = this;
      this.cancelAnimationFrame();
      draw(time);
    });
  }

  cancelAnimationFrame() {
    cancelAnimationFrame(this.frame);
    this.frame = this.draw = this.isAsked = undefined;
  }
}
