"""The document formats, a module each; it declares FORMATS, and that is all there is to adding one."""
