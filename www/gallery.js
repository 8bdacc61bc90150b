// The language of the gallery: that of the link, else what the reader's browser asks for first.
const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
if (/^zh/i.test(asked)) document.documentElement.lang = "zh-Hans";
