// Compares manifests with the schema of SCORM 1.2: xmllint's folder, that of the schema, and the manifests are its arguments.
// Prints what is wrong; nothing when they follow it.
const { readFileSync } = require("node:fs");
const [xmllint, folder, ...manifests] = process.argv.slice(1);
const { validateXML } = require(xmllint);
const schema = (name) => readFileSync(`${folder}/${name}`, "utf8");
validateXML({
  xml: manifests.map((fileName) => ({ fileName, contents: readFileSync(fileName, "utf8") })),
  schema: [schema("adlcp_rootv1p2.xsd")],
  preload: ["imscp_rootv1p1p2.xsd", "ims_xml.xsd"].map((fileName) => ({ fileName, contents: schema(fileName) })),
}).then(({ valid, errors }) => { if (!valid) console.log(errors.map(({ message }) => message).join("\n")); });
