// Sends an archive to the server and shows what became of the files in it.

import { element } from "./dom.js";
import { postForm } from "./upload-request.js";

const most = 20;
const text = {
  summary: (report) => `${report.accepted} of ${report.accepted + report.refused} files taken`,
  more: (count) => `and ${count} more`,
};

export function isArchive(file) {
  return file.name.toLowerCase().endsWith(".zip");
}

/** Uploads an archive; shows its report in the row and returns it. */
export async function uploadArchive(file, restricted, row) {
  const report = await postForm("/documents/bulk", file, restricted, (share) => row.showUploading(share));
  const refused = report.results.filter((result) => result.status === "refused");
  row.showReport(text.summary(report), refused.length > 0 || report.error !== null);
  if (report.error) {
    row.addReason(report.error.message);
  }
  if (refused.length > 0) {
    const items = refused.slice(0, most).map((result) => element("li", {}, `${result.path}: ${result.message}`));
    if (refused.length > most) {
      items.push(element("li", {}, text.more(refused.length - most)));
    }
    row.root.append(element("ul", { class: "reason refused" }, ...items));
  }
  return report;
}
