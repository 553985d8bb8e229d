// How large everything is drawn: by steps, as browsers have them.

export const USUAL_PERCENT = 100;
const STEPS_PERCENT = [50, 67, 75, 80, 90, USUAL_PERCENT, 110, 125, 150, 175, 200, 250, 300];

/** The next step from a zoom that may be none of the steps; the usual one for 0. */
export function zoomed(percent: number, step: -1 | 0 | 1): number {
  if (step === 0) return USUAL_PERCENT;
  const beyond =
    step > 0 ? STEPS_PERCENT.find((one) => one > percent) : STEPS_PERCENT.findLast((one) => one < percent);
  return beyond ?? percent;
}

/** A wheel turns by notches, a touchpad by crumbs: a step is what one notch is. */
export class Wheel {
  static readonly #STEP_PX = 50;
  #turned = 0;

  /** The step that the turning so far makes: larger when it is turned away from the person. */
  turned(deltaY: number): -1 | 0 | 1 {
    if (Math.sign(deltaY) !== Math.sign(this.#turned)) this.#turned = 0;
    this.#turned += deltaY;
    if (Math.abs(this.#turned) < Wheel.#STEP_PX) return 0;
    this.#turned = 0;
    return deltaY < 0 ? 1 : -1;
  }
}
