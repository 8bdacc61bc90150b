// The language of the gallery: that of the link, else what the reader's browser asks for first. Where the link says it, all
// that the gallery leads to speaks it too.
const said = new URLSearchParams(location.search).get("lang");
const isChinese = /^zh/i.test(said ?? navigator.language);
const lang = isChinese ? "zh" : "en";
if (isChinese) {
  document.documentElement.lang = "zh-Hans";
  document.title = "Oversold：七堂课";
}
// All of the page has been read, and embed.js, which is deferred, has not begun.
document.addEventListener("readystatechange", () => {
  for (const demo of document.querySelectorAll("oversold-demo")) {
    demo.title = demo.parentElement.querySelector(`h2 .${lang}`).textContent;
    if (said) demo.setAttribute("lang", lang);
  }
  for (const link of said ? document.querySelectorAll("a[href^='./']") : []) {
    const address = new URL(link.href);
    address.searchParams.set("lang", lang);
    link.href = address;
  }
}, { once: true });
