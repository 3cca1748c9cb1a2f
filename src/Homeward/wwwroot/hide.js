// Shift three times, with nothing else between, does what "Hide this screen" does, for hands that are on a keyboard. Capitals don't:
// another key comes between. Nor does holding it down, or Shift with the mouse.

const PRESSES = 3;
const WITHIN = 5000;
const key = document.getElementById('hide-key');
let alone = false;
let pressed = [];

function forget() {
  alone = false;
  pressed = [];
}

addEventListener('keydown', event => {
  if (event.key !== 'Shift') {
    forget();
  } else if (!event.repeat) {
    alone = true;
  }
}, true);

addEventListener('keyup', event => {
  if (event.key !== 'Shift' || !alone) {
    return;
  }
  alone = false;
  pressed = [...pressed.filter(at => event.timeStamp - at < WITHIN), event.timeStamp];
  if (pressed.length === PRESSES) {
    // Nothing stays to be seen while the empty page is on its way.
    document.documentElement.hidden = true;
    document.title = '';
    location.replace('/hide');
  }
}, true);

addEventListener('pointerdown', forget, true);

// Only where this runs is it true.
key.hidden = false;
