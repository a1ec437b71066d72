"""jupyter_kernel_test's suite against the C# kernel, every sample filled in. Debian: python3-jupyter-kernel-test."""
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world")'
    code_stderr = 'Console.Error.Write("test")'
    completion_samples = [
        {"text": "Console.Wri", "matches": {"Write", "WriteLine"}},
        {"text": '"\U0001f600"; Math.Sqr', "matches": {"Sqrt"}},
        {"text": "#!mar", "matches": {"#!markdown"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 3;", "int F() => 1;", "if (true) { }", "#!html\n<b>x</b>"]
    incomplete_code_samples = ["void F() {", 'if (true) {\n    Console.WriteLine("x");', "var s = 1 +"]
    invalid_code_samples = ["int x = ) 3;", "class { }", "foo bar baz;"]
    code_page_something = "Console.WriteLine?"
    code_generate_error = 'throw new InvalidOperationException("no");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"a" + "b"', "result": "ab"}]
    code_display_data = [
        {"code": 'display(HTML("<b>x</b>"));', "mime": "text/html"},
        {"code": 'display(Markdown("*x*"))', "mime": "text/markdown"},
        {"code": "display(SVG(\"<svg xmlns='http://www.w3.org/2000/svg'/>\"));", "mime": "image/svg+xml"},
    ]
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "ClearOutput()"
    code_history_pattern = "6 ?*7*"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main()
