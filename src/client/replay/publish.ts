/** Below a lab: its recording gets a link on the lab server, for a while. Loaded when the recording's choices are opened. */
import { type Publishing, publishedSchema, publishingSchema, recordingMediaType } from "../../protocol/recordings.ts";
import type { Recording } from "../../recording/recording.ts";
import { castLines } from "../../recording/write-cast.ts";
import { words } from "../../words/page.ts";
import { copyButton } from "../commands/copy.ts";
import { h } from "../dom.ts";
import { call, read } from "../sandbox/http.ts";
import { SandboxError } from "../sandbox/sandbox.ts";
import { forgetOwn, keepOwn, type OwnRecording, ownRecordings } from "./published.ts";

export interface PublishHost {
  recording(): Recording;
  /** The lab server's address; "" for the page's own origin. */
  server: string;
  /** For a screen reader. */
  say(text: string): void;
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
  readonly #button = h(
    "button",
    { type: "button", class: "pid-button pid-button--small" },
    words.replay.publish.button,
  );
  readonly #problem = h("p", { class: "pid-publish__problem", role: "alert" });
  readonly #list = h("ul", { "aria-label": words.replay.publish.own });

  constructor(host: PublishHost, server: string, publishing: Publishing) {
    this.#host = host;
    this.#server = server;
    this.#publishing = publishing;
    const what = words.replay.publish.what(publishing.seconds);
    const offer = h("div", { class: "pid-publish__offer" }, this.#button, h("p", {}, what));
    this.#button.addEventListener("click", () => void this.#attempt(() => this.#publish()));
    this.root.append(...(publishing.isOpen ? [offer] : []), this.#problem, this.#list);
    this.#show();
  }

  async #publish(): Promise<void> {
    const recording = this.#host.recording();
    const body = new Blob([...castLines(recording)], { type: recordingMediaType });
    const { bytesMax } = this.#publishing;
    const { title, detail } = words.replay.publish.tooLarge;
    if (body.size > bytesMax) throw new SandboxError(title, detail(body.size, bytesMax));
    const response = await call(new URL("api/recordings", this.#server).href, { method: "POST", body });
    const published = await read(response, publishedSchema);
    keepOwn({ ...published, server: this.#server, title: recording.about.title });
    this.#show();
    this.#list.querySelector<HTMLElement>("li:last-child a")?.focus();
    this.#host.say(words.replay.publish.published);
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
    this.#host.say(words.replay.publish.deleted);
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
      this.#problem.scrollIntoView({ block: "nearest" });
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
    const link = new URL(`${base}${words.path}replay/?r=${own.id}`, location.href).href;
    const remove = h("button", { type: "button", class: "pid-button pid-button--small" }, words.replay.publish.delete);
    remove.addEventListener("click", () => void this.#attempt(() => this.#delete(own)));
    const copy = copyButton(link, words.replay.publish.link);
    copy.className = "pid-button pid-button--small";
    // In a frame of another site the link must not take the lab's place.
    const anchor = h("a", { href: link, target: "_blank", rel: "noopener" }, link);
    return h(
      "li",
      {},
      anchor,
      copy,
      remove,
      h("span", {}, words.replay.publish.until(own.title, Date.parse(own.expiresAt))),
    );
  }
}
