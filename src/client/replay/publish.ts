/** Below a lab: its recording gets a link on the lab server, for a while. Loaded when the recording's choices are opened. */
import { type Publishing, publishedSchema, publishingSchema, recordingMediaType } from "../../protocol/recordings.ts";
import type { Recording } from "../../recording/recording.ts";
import { castLines } from "../../recording/write-cast.ts";
import { copyButton } from "../commands/copy.ts";
import { h } from "../dom.ts";
import { call, read } from "../sandbox/http.ts";
import { SandboxError } from "../sandbox/sandbox.ts";
import { forgetOwn, keepOwn, type OwnRecording, ownRecordings } from "./published.ts";
import { sizeWords, spanWords } from "./words.ts";

export interface PublishHost {
  recording(): Recording;
  /** The lab server's address; "" for the page's own origin. */
  server: string;
  /** For a screen reader. */
  say(words: string): void;
}

/** Asks the server whether it takes recordings. @returns null: it does not, and has none of this browser's */
export async function openPublish(host: PublishHost): Promise<HTMLElement | null> {
  const server = new URL(host.server === "" ? "/" : host.server, location.href).href;
  const publishing = await call(new URL("api/recordings", server).href, {})
    .then((response) => read(response, publishingSchema))
    .catch((error) => {
      // A static host, or a server that is away: there is nothing to offer.
      if (error instanceof SandboxError) return null;
      throw error;
    });
  if (!publishing || (!publishing.isOpen && ownRecordings(server).length === 0)) return null;
  return new Publish(host, server, publishing).root;
}

class Publish {
  readonly root = h("div", { class: "pid-publish" });
  readonly #host: PublishHost;
  readonly #server: string;
  readonly #publishing: Publishing;
  readonly #button = h("button", { type: "button", class: "pid-button pid-button--small" }, "Publish");
  readonly #problem = h("p", { class: "pid-publish__problem", role: "alert" });
  readonly #list = h("ul", { "aria-label": "Recordings that you published" });

  constructor(host: PublishHost, server: string, publishing: Publishing) {
    this.#host = host;
    this.#server = server;
    this.#publishing = publishing;
    const what = `Whoever has the link sees all that terminals and processes have shown, and your keys if you recorded them. It is kept for ${spanWords(publishing.seconds)}.`;
    const offer = h("div", { class: "pid-publish__offer" }, this.#button, h("p", {}, what));
    this.#button.addEventListener("click", () => void this.#attempt(() => this.#publish()));
    this.root.append(...(publishing.isOpen ? [offer] : []), this.#problem, this.#list);
    this.#show();
  }

  async #publish(): Promise<void> {
    const recording = this.#host.recording();
    const body = new Blob([...castLines(recording)], { type: recordingMediaType });
    const { bytesMax } = this.#publishing;
    if (body.size > bytesMax)
      throw new SandboxError(
        "The recording is too large",
        `It has ${sizeWords(body.size)}, and this server takes ${sizeWords(bytesMax)}. Save it as a file instead.`,
      );
    const response = await call(new URL("api/recordings", this.#server).href, { method: "POST", body });
    const published = await read(response, publishedSchema);
    keepOwn({ ...published, server: this.#server, title: recording.about.title });
    this.#show();
    this.#list.querySelector<HTMLElement>("li:last-child a")?.focus();
    this.#host.say("The recording is published.");
  }

  async #delete({ id, deleteToken }: OwnRecording): Promise<void> {
    const headers = { authorization: `Bearer ${deleteToken}` };
    try {
      await call(new URL(`api/recordings/${id}`, this.#server).href, { method: "DELETE", headers });
    } catch (error) {
      // Whoever deletes it wants it gone.
      if (!(error instanceof SandboxError && error.status === 404)) throw error;
    }
    forgetOwn(id);
    this.#show();
    this.#button.focus();
    this.#host.say("The recording is deleted.");
  }

  /** One at a time; what goes wrong is said beside the button. */
  async #attempt(what: () => Promise<void>): Promise<void> {
    if (this.root.hasAttribute("aria-busy")) return;
    this.root.setAttribute("aria-busy", "true");
    this.#problem.replaceChildren();
    try {
      await what();
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      this.#problem.replaceChildren(h("span", {}, `${error.title}. ${error.message}`));
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  #show(): void {
    const own = ownRecordings(this.#server);
    this.#list.hidden = own.length === 0;
    this.#list.replaceChildren(...own.map((one) => this.#item(one)));
  }

  #item(own: OwnRecording): HTMLElement {
    const base = import.meta.env.BASE_URL.replace(/\/*$/, "/");
    const link = new URL(`${base}replay/?r=${own.id}`, location.href).href;
    const until = new Date(own.expiresAt).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const remove = h("button", { type: "button", class: "pid-button pid-button--small" }, "Delete it");
    remove.addEventListener("click", () => void this.#attempt(() => this.#delete(own)));
    const copy = copyButton(link, "link to the recording");
    copy.className = "pid-button pid-button--small";
    // In a frame of another site the link must not take the lab's place.
    const anchor = h("a", { href: link, target: "_blank", rel: "noopener" }, link);
    return h("li", {}, anchor, copy, remove, h("span", {}, `${own.title}, until ${until}`));
  }
}
