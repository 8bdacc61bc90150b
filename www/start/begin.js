// The first scripts of the page as one file, for hosts whose policy forbids them in the page (late.js).
import "./head.js";
import "./start.js";
