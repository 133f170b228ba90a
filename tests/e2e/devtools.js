// What Chromium's developer tools are asked, in their own page, by their own modules. The names are theirs and may change
// with a version; then they are to be looked up in front_end/models of their source.
const answer = arguments[arguments.length - 1];
const questions = {
    // Of whom they hear what goes over the network. Each has answered a question of its own, so it has taken the
    // commands before, which told it to report. The worker of a page that was left may be there, too, as long as the
    // browser keeps that page for the way back; it is none of this one's.
    reporting: async () => {
        const { NetworkManager, TargetManager } = await import("./core/sdk/sdk.js");
        const all = TargetManager.TargetManager.instance().targets();
        const origin = (target) => new URL(target.targetInfo()?.url ?? target.inspectedURL()).origin;
        const targets = all.filter((target) => target.model(NetworkManager.NetworkManager)
            && origin(target) === origin(all[0]));
        await Promise.all(targets.map((target) => target.runtimeAgent().invoke_evaluate({ expression: "0" })));
        return targets.map((target) => target.type());
    },
    // What "Export HAR (with sensitive data)" of the network panel writes into a file.
    exported: async () => {
        const [{ Writer }, { NetworkLog }, { Progress }] = await Promise.all(
            ["./models/har/har.js", "./models/logs/logs.js", "./core/common/common.js"].map((name) => import(name)));
        const requests = NetworkLog.NetworkLog.instance().requests();
        let text = "";
        const stream = { write: async (part) => { text += part; } };
        await Writer.Writer.write(stream, requests, { sanitize: false }, new Progress.Progress());
        return text;
    },
};
questions[arguments[0]]().then((said) => answer({ said }), (error) => answer({ problem: String(error) }));
