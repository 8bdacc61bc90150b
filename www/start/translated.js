// A browser that translates the page puts elements of its own in the place of the app's texts. The app goes on to write
// into those that it made, which nobody sees any more, and fails where it puts something before one or takes one away. So
// an element whose texts were taken out by somebody else is remembered as it was, and put back as soon as the app changes
// it: then the new text is seen, and the browser may translate that.

const { insertBefore, removeChild } = Node.prototype;

/** Of each element that was changed behind the app's back: its children before. */
const before = new WeakMap();

/** The element in which a text stood that was taken out. */
const around = new WeakMap();

/** What the app itself has taken out. */
const gone = new WeakSet();

/** Puts an element back; what stands where it stood is not moved, so nothing in it loses the focus. */
function restore(element) {
  const children = before.get(element);
  before.delete(element);
  for (const child of [...element.childNodes]) {
    if (!children.includes(child)) gone.add(removeChild.call(element, child));
  }
  children.reduceRight((next, child) => {
    if (child.parentNode !== element || child.nextSibling !== next) insertBefore.call(element, child, next);
    return child;
  }, null);
}

/** The children as they were before these changes, which are the latest, of this one element. */
function undone(element, records) {
  const children = [...element.childNodes];
  for (const { addedNodes, removedNodes, previousSibling } of records.reverse()) {
    if (addedNodes.length) children.splice(children.indexOf(addedNodes[0]), addedNodes.length);
    children.splice(children.indexOf(previousSibling) + 1, 0, ...removedNodes);
  }
  return children;
}

const isTaken = (node, element) => node.nodeType === Node.TEXT_NODE && node.parentNode !== element && !gone.has(node);

/** Looks for texts that were taken out, and for those of them that are written into. */
const observer = new MutationObserver((records) => {
  const taken = [];
  for (const { type, target, removedNodes } of records) {
    if (type === "characterData") {
      if (!target.isConnected && before.has(around.get(target))) restore(around.get(target));
    } else {
      removedNodes.forEach((node) => isTaken(node, target) && taken.push([node, target]));
    }
  }
  for (const [text, element] of taken) {
    if (!before.has(element)) {
      before.set(element, undone(element, records.filter(({ type, target }) => type === "childList" && target === element)));
    }
    around.set(text, element);
    observer.observe(text, { characterData: true });
  }
});

/** From now on texts stay alive, whoever translates them. */
export function keepAlive() {
  Node.prototype.insertBefore = function (node, next) {
    if (before.has(this)) restore(this);
    gone.delete(node);
    return insertBefore.call(this, node, next);
  };
  Node.prototype.removeChild = function (node) {
    gone.add(node);
    if (!before.has(this)) return removeChild.call(this, node);
    restore(this);
    // What somebody else had put there is out by now.
    return node.parentNode === this ? removeChild.call(this, node) : node;
  };
  observer.observe(document.body, { childList: true, subtree: true });
}
