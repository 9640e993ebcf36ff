/* What the forms of the CMS lack: a name that only a new bulletin must be given. One that is there has that of its file. */
CMS.registerWidget("bulletin-name", createClass({
  isValid: function () {
    var missing = !this.props.value && this.props.entry.get("newRecord");
    return missing ? { error: { message: "请填写代号，如 anquan-jiancha：文件以它命名。" } } : true;
  },
  render: function () {
    var props = this.props;
    return h("input", {
      type: "text",
      id: props.forID,
      className: props.classNameWrapper,
      value: props.value || "",
      onChange: function (event) { props.onChange(event.target.value); },
      onFocus: props.setActiveStyle,
      onBlur: props.setInactiveStyle
    });
  }
}));
